import { useSay } from '../texts/use-say.js';

export function GraphPage() {
  const say = useSay();
  return (
    <section class="page page-graph">
      <h1>{say('graph.title')}</h1>
    </section>
  );
}
