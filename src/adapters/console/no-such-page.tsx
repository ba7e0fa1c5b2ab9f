import { Link } from './parts/link.js';
import { pathTo } from './state/route.js';
import { useSay } from './texts/use-say.js';

export function NoSuchPage() {
  const say = useSay();
  return (
    <section class="page">
      <h1>{say('app.noSuchPage')}</h1>
      <p>
        <Link to={pathTo('')}>{say('app.toStreams')}</Link>
      </p>
    </section>
  );
}
