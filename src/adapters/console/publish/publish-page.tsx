import { StreamChoice } from '../parts/stream-choice.js';
import { TokenWall } from '../parts/token-wall.js';
import { useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { PublishTo } from './publish-to.js';

/** Where changes to a stream are written, looked at and made. */
export function PublishPage() {
  const say = useSay();
  const { stream } = useRoute();
  return (
    <section class="page page-publish">
      <div class="page-head">
        <h1>{say('publish.title')}</h1>
        <StreamChoice />
      </div>
      <TokenWall role="publisher">{stream !== null && <PublishTo key={stream} stream={stream} />}</TokenWall>
    </section>
  );
}
