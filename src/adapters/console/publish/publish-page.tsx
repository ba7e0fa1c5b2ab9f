import { useSay } from '../texts/use-say.js';

export function PublishPage() {
  const say = useSay();
  return (
    <section class="page page-publish">
      <h1>{say('publish.title')}</h1>
    </section>
  );
}
