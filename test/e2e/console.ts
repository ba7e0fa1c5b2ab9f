import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { CONSOLE_FOLDER, readConsole } from '../../src/adapters/http/console/read-console.js';
import type { Role } from '../../src/application/operator.js';
import { startBrowser, watchedPage, type WatchedPage } from './browser.js';
import { ADMIN, RunningApp } from './running-app.js';

/** What is asked of it, with a time of changes that the test sets, and the real streams. */
type AppOptions = Parameters<typeof RunningApp.start>[0];

/** The built console in a real browser, in front of a whole server. The browser sees the time of the test's clock. */
export class RunningConsole {
  #tokens = 0;

  private constructor(
    readonly app: RunningApp,
    readonly browser: Browser,
  ) {}

  /** @param options of the server; by default it has the example data, real `stable` among them */
  static async start(options: AppOptions = {}): Promise<RunningConsole> {
    return RunningConsole.before(
      await RunningApp.start({ graphData: 'graph-data', ownTime: true, ...options }),
    );
  }

  /** Opens a browser before a server that runs already, and is closed with it. */
  static async before(app: RunningApp): Promise<RunningConsole> {
    if (readConsole(CONSOLE_FOLDER) === null) {
      await app.close();
      throw new Error(`${CONSOLE_FOLDER} is not there: npm run build makes it, npm test does so first`);
    }
    tellTime(app);
    return new RunningConsole(app, await startBrowser());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.app.close();
  }

  /** A page of the console in a window of its own: nobody is signed in there. @param path below /console/ */
  async open(path = '', looks: BrowserContextOptions = {}): Promise<WatchedPage> {
    const watched = await watchedPage(this.browser, { locale: 'en-GB', timezoneId: 'UTC', ...looks });
    await watched.page.clock.setFixedTime(this.app.clock.at * 1000);
    await watched.page.goto(`http://127.0.0.1:${this.app.port}/console/${path}`);
    await watched.page.locator('main h1').first().waitFor();
    return watched;
  }

  /** As a link of ours is followed: who has signed in stays so. @param path below /console/ */
  async follow(page: Page, path: string): Promise<void> {
    const address = JSON.stringify(`/console/${path}`);
    await page.evaluate(
      `history.pushState(null, '', ${address}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
    await page.locator('main h1').first().waitFor();
  }

  /** A new token. @param streams it is bound to; `null` for all */
  async tokenOf(role: Role, streams: readonly string[] | null = null): Promise<string> {
    this.#tokens += 1;
    const asked = { name: `${role}-${this.#tokens}`, role, streams };
    const { body } = await this.app.as(ADMIN, 'post', '/admin/v1/tokens').send(asked).expect(201);
    return body.token;
  }
}

/** The server's answers say the time of the test's clock, not of this machine's. */
function tellTime({ server, clock }: RunningApp): void {
  server.prependListener('request', (_request, response) => {
    response.setHeader('Date', new Date(clock.at * 1000).toUTCString());
  });
}

/** As a person does it. */
export async function signIn(page: Page, token: string): Promise<void> {
  await page.locator('.masthead-tools button.button').click();
  await page.locator('dialog input[name="token"]').fill(token);
  await page.keyboard.press('Enter');
  await page.locator('.masthead-tools [data-role]').waitFor();
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** What axe-core finds serious or critical on a page as it stands: the rule, and where. */
export async function graveFindings(page: Page): Promise<readonly string[]> {
  // Not as an element of the page, which its policy forbids, but as a debugger does it.
  await page.evaluate(`window.axe ?? (() => { ${AXE} })()`);
  const { violations }: AxeResults = await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
