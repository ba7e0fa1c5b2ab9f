/** What can be said of the Dockerfile and docker-compose.yml without an engine that builds and runs them. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONSOLE_FOLDER } from '../src/adapters/http/console/read-console.js';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Instruction {
  readonly keyword: string;
  readonly value: string;
}

const instructions: readonly Instruction[] = withoutComments(read('Dockerfile'))
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [keyword = '', ...rest] = line.trim().split(/\s+/);
    return { keyword: keyword.toUpperCase(), value: rest.join(' ') };
  });
const firstOfLastStage = instructions.findLastIndex(({ keyword }) => keyword === 'FROM');
const compose = withoutComments(read('docker-compose.yml'));

describe('the image', () => {
  test('is built in one stage and runs in another that installs nothing', () => {
    expect(values('FROM', instructions).length).toBeGreaterThan(1);
    expect(values('COPY').some((copy) => copy.startsWith('--from=build '))).toBe(true);
    expect(values('RUN').filter((command) => /\b(npm|npx|apt|apt-get|curl)\b/.test(command))).toEqual([]);
  });

  test('stands on a named version of Node that package.json allows', () => {
    expect(values('ARG', instructions)).toEqual([expect.stringMatching(/^NODE_IMAGE=node:20\S*-slim$/)]);
    expect(values('FROM', instructions).every((from) => from.startsWith('${NODE_IMAGE}'))).toBe(true);
    expect(read('package.json')).toContain('"node": ">=20"');
  });

  test('does not run as root', () => {
    const user = values('USER').at(-1)?.split(':')[0] ?? 'root';
    expect(user).not.toMatch(/^(root|0+)$/);
  });

  // As a number: Kubernetes cannot see from a name whether it is root.
  test('says by number who it runs as, after everything that only root can do', () => {
    expect(values('USER')).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    const last = instructions.slice(firstOfLastStage).map(({ keyword }) => keyword);
    expect(last.lastIndexOf('COPY')).toBeLessThan(last.indexOf('USER'));
  });

  test('cannot change its own program, and brings no secret', () => {
    expect(values('COPY').filter((copy) => /--ch(own|mod)/.test(copy))).toEqual([]);
    expect(values('ADD', instructions)).toEqual([]);
    const settings = [...values('ENV', instructions), ...values('ARG', instructions)].join(' ');
    expect(settings).not.toMatch(/TOKEN|PASSWORD|SECRET|DATABASE_URL/);
  });

  test('writes to /data only, which belongs to the user it runs as', () => {
    expect(values('VOLUME')).toEqual(['/data']);
    expect(values('ENV').join(' ')).toMatch(/\bDATA_DIR=\/data\b/);
    expect(values('RUN')).toEqual([expect.stringMatching(/^install -d -o node .*\/data$/)]);
  });

  test('asks its own /healthz with node, for there is no curl in it', () => {
    const [check = ''] = values('HEALTHCHECK');
    expect(check).toMatch(/CMD \["node",.*\/healthz/);
    expect(check).not.toMatch(/curl|wget/);
  });

  test('starts the command that package.json calls roost, serves by default and stops on SIGTERM', () => {
    expect(read('package.json')).toMatch(/"roost": "dist\/src\/cli\.js"/);
    expect(values('ENTRYPOINT')).toEqual(['["node", "dist/src/cli.js"]']);
    expect(values('CMD')).toEqual(['["serve"]']);
    expect(values('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  test('brings the console, which its own build makes beside the compiled server', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const steps = `${scripts.build} ${scripts['build:console']}`;
    expect(steps).toMatch(
      /tsc -p tsconfig\.json && npm run --silent build:console vite build --config src\//,
    );
    expect(values('RUN', instructions)[1]).toMatch(/^npm run build && npm prune /);
    expect(values('COPY')).toContain('--from=build /app/dist ./dist');
    expect(CONSOLE_FOLDER).toBe(new URL('dist/console', root).pathname);
  });

  test('copies only what is in the repository and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore').split('\n');
    const sources = values('COPY', instructions)
      .filter((copy) => !copy.startsWith('--from='))
      .flatMap((copy) => copy.split(' ').slice(0, -1))
      .map((source) => source.replace(/^\.\//, ''));
    expect(sources).toContain('src');
    expect(sources.filter((source) => !existsSync(new URL(source, root)))).toEqual([]);
    expect(sources.filter((source) => !allowed.includes(`!${source}`))).toEqual([]);
  });
});

describe('the compose file', () => {
  test('holds no password: each one comes from a variable that must be set', () => {
    const passwords = [
      ...compose.matchAll(/^\s*\w*(?:PASSWORD|SECRET|TOKEN)\w*:\s*(.*)$/gim),
      ...compose.matchAll(/:\/\/[^\s:@/]+:(.*)@/g),
    ].map((match) => match[1]);
    expect(passwords).toHaveLength(2);
    for (const password of passwords) expect(password).toMatch(/^\$\{POSTGRES_PASSWORD:\?[^{}]+\}$/);
  });

  test('starts the server after a database that answers, and checks the health of both', () => {
    expect(service('roost')).toMatch(/depends_on:\s+postgres:\s+condition: service_healthy/);
    expect(service('roost')).toMatch(/healthcheck:\s+test:\s+\['CMD', 'node'/);
    expect(service('postgres')).toMatch(/healthcheck:\s+test: \['CMD', 'pg_isready'/);
    expect(service('postgres')).toMatch(/image: postgres:\d+\S*\n/);
  });

  test('keeps what the two write in volumes', () => {
    expect(service('roost')).toMatch(/volumes:\s+- roost-data:\/data\n/);
    expect(service('postgres')).toMatch(/volumes:\s+- postgres-data:\/var\/lib\/postgresql\/data\n/);
  });

  test('lets the server write nowhere else and gain no privilege', () => {
    expect(service('roost')).toMatch(/read_only: true\n/);
    expect(service('roost')).toMatch(/tmpfs:\s+- \/tmp\n/);
    expect(service('roost')).toMatch(/cap_drop:\s+- ALL\n/);
    expect(service('roost')).toMatch(/security_opt:\s+- no-new-privileges:true\n/);
  });

  test('shows a newcomer the example data, from where the image has it', () => {
    expect(service('roost')).toMatch(/GRAPH_DATA: \/app\/graph-data\n/);
    expect(values('WORKDIR')).toEqual(['/app']);
    expect(values('COPY')).toContain('graph-data ./graph-data');
  });
});

test('the file with the password stays out of git and out of the image', () => {
  expect(read('.gitignore').split('\n')).toContain('.env');
  const rules = read('.dockerignore').split('\n');
  expect(rules).toContain('*');
  expect(rules.filter((rule) => rule.startsWith('!.'))).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*#.*\n/gm, '');
}

/** The values of a keyword, by default of the last stage: the one that runs. */
function values(
  keyword: string,
  among: readonly Instruction[] = instructions.slice(firstOfLastStage),
): readonly string[] {
  return among.filter((instruction) => instruction.keyword === keyword).map(({ value }) => value);
}

/** The lines below a service's name. */
function service(name: string): string {
  return new RegExp(`^  ${name}:\\n((?: {4}.*\\n)+)`, 'm').exec(compose)?.[1] ?? '';
}
