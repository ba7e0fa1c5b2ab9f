import { useEffect } from 'preact/hooks';
import { PageGuard } from './fallen-page.js';
import { Masthead } from './masthead.js';
import { NoticeBar } from './notice-bar.js';
import { NoSuchPage } from './no-such-page.js';
import { PAGES } from './pages.js';
import { useRoute } from './state/route.js';
import { useSay } from './texts/use-say.js';

/** The frame that all pages stand in. */
export function App() {
  const say = useSay();
  const { page, stream } = useRoute();
  const found = PAGES.find(({ name }) => name === page);
  const title = found ? say(found.title) : say('app.noSuchPage');
  useEffect(() => {
    document.title = [stream, title, 'Roost'].filter((part) => part !== null).join(' · ');
  }, [title, stream]);
  const Page = found?.Page ?? NoSuchPage;
  return (
    <>
      <a class="skip" href="#page">
        {say('app.skip')}
      </a>
      <Masthead page={page} stream={stream} />
      <NoticeBar />
      <main id="page" tabIndex={-1}>
        <PageGuard key={page}>
          <Page />
        </PageGuard>
      </main>
    </>
  );
}
