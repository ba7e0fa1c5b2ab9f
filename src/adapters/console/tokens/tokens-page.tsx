import { useSay } from '../texts/use-say.js';

export function TokensPage() {
  const say = useSay();
  return (
    <section class="page page-tokens">
      <h1>{say('tokens.title')}</h1>
    </section>
  );
}
