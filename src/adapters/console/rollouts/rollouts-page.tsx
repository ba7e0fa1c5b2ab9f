import { useSay } from '../texts/use-say.js';

export function RolloutsPage() {
  const say = useSay();
  return (
    <section class="page page-rollouts">
      <h1>{say('rollouts.title')}</h1>
    </section>
  );
}
