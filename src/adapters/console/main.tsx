import { render } from 'preact';
import { signInAgain } from './api/sign-in.js';
import { App } from './app.js';
import { followBrowser } from './state/route.js';
import { wearAgain } from './state/theme.js';

wearAgain();
followBrowser();
void signInAgain();
const place = document.getElementById('console');
if (place) render(<App />, place);
