import { useSay } from '../texts/use-say.js';

export function HistoryPage() {
  const say = useSay();
  return (
    <section class="page page-history">
      <h1>{say('history.title')}</h1>
    </section>
  );
}
