import { useState } from 'preact/hooks';
import { PAGES } from './pages.js';
import { Link } from './parts/link.js';
import { speak, useLanguage } from './state/language.js';
import { LANGUAGES } from './texts/languages.js';
import { pathTo } from './state/route.js';
import { may, useSession } from './state/session.js';
import { theme, THEMES, wear } from './state/theme.js';
import { useStore } from './state/use-store.js';
import { SignIn } from './session/sign-in.js';
import { WhoIsIt } from './session/who-is-it.js';
import { useSay } from './texts/use-say.js';

interface MastheadProps {
  readonly page: string;
  readonly stream: string | null;
}

/** The menu, who is signed in, and how a person likes to read. */
export function Masthead({ page, stream }: MastheadProps) {
  const say = useSay();
  const [isSigningIn, setSigningIn] = useState(false);
  return (
    <header class="masthead">
      <Link to={pathTo('')} class="brand">
        <Mark /> Roost
      </Link>
      <Menu page={page} stream={stream} />
      <div class="masthead-tools">
        <ThemeSwitch />
        <LanguageSwitch />
        <WhoIsIt onSignIn={() => setSigningIn(true)} />
      </div>
      {isSigningIn && <SignIn onClose={() => setSigningIn(false)} title={say('app.signIn')} />}
    </header>
  );
}

/** Who is not known may still become anybody. Pages of a stream keep the stream that one looks at. */
function Menu({ page, stream }: MastheadProps) {
  const say = useSay();
  const session = useSession();
  const shown = PAGES.filter(({ role }) => role === null || session.who === null || may(session, role));
  return (
    <nav aria-label={say('app.menu')}>
      {shown.map(({ name, title, isOfStream }) => (
        <Link key={name} to={pathTo(name, isOfStream ? stream : null)} current={name === page}>
          {say(title)}
        </Link>
      ))}
    </nav>
  );
}

function ThemeSwitch() {
  const say = useSay();
  const worn = useStore(theme);
  const next = THEMES[(THEMES.indexOf(worn) + 1) % THEMES.length] ?? 'system';
  return (
    <button class="button-plain" onClick={() => wear(next)} title={say('app.theme')}>
      <span class="hidden">{say('app.theme')}: </span>
      {say(`app.theme_${worn}`)}
    </button>
  );
}

function LanguageSwitch() {
  const spoken = useLanguage();
  const other = LANGUAGES.find((one) => one !== spoken) ?? 'en';
  return (
    <button class="button-plain" onClick={() => speak(other)} lang={other}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true" class="mark">
      <path d="M8 7v8q0 4 5 4h3M16 5v14M24 7v8q0 4-5 4h-3M16 19v6" />
      <circle cx="16" cy="26" r="3" />
    </svg>
  );
}
