import { useSay } from '../texts/use-say.js';

export function ExplainPage() {
  const say = useSay();
  return (
    <section class="page page-explain">
      <h1>{say('explain.title')}</h1>
    </section>
  );
}
