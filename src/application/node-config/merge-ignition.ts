import { isObject, JsonCursor, type JsonDocument } from '../../graph/json-cursor.js';
import { invalidDocument, type Fault } from '../../graph/problem.js';
import { DROP_IN_PATH } from './drop-in.js';
import { ignitionFile, ignitionText } from './ignition.js';
import { note, warning, type Remark } from './remarks.js';

/** The whole configuration, with the drop-in in it. */
export interface Merged {
  readonly text: string;
  /** What whoever merges should know. */
  readonly remarks: readonly Remark[];
}

/**
 * Puts the drop-in into an Ignition 3 configuration, in the place of one that is there already. All else stays
 * as it is.
 * @throws Problem `invalid_document`
 */
export function mergeIntoIgnition(document: JsonDocument, content: string): Merged {
  const faults = faultsOf(document);
  if (faults.length > 0) throw invalidDocument(faults);
  const config = objectOf(document.value);
  const storage = objectOf(config['storage']);
  const files = listOf(storage['files']);
  const ours = files.findIndex((file) => pathOf(file) === DROP_IN_PATH);
  const place = ours < 0 ? files.length : ours;
  const others = (file: unknown) => pathOf(file) !== DROP_IN_PATH;
  const merged = [...files.slice(0, place), ignitionFile(content), ...files.slice(place).filter(others)];
  const text = ignitionText({ ...config, storage: { ...storage, files: merged } });
  const remarks = [
    ...(ours < 0 ? [] : [note(null, `${document.name} had ${DROP_IN_PATH} already: it is replaced`)]),
    ...remarksOn(config, files),
  ];
  return { text, remarks };
}

function remarksOn(config: JsonObject, files: readonly unknown[]): readonly Remark[] {
  const { replace, merge } = objectOf(objectOf(config['ignition'])['config']);
  const replaces = objectOf(replace)['source'];
  const later = files.map(pathOf).filter((path) => LATER.test(path) && path > DROP_IN_PATH);
  return [
    ...(typeof replaces === 'string' ? [warning(null, REPLACED)] : []),
    ...(listOf(merge).length > 0 ? [warning(null, MERGED)] : []),
    ...later.map((path) => warning(null, `${path} is read after ${DROP_IN_PATH}: what it says wins`)),
  ];
}

const REPLACED =
  '/ignition/config/replace: another configuration replaces this one and the drop-in with it: merge it there';
const MERGED = `/ignition/config/merge: what another configuration says of the same file wins, and it may bring files that are read after ${DROP_IN_PATH}: look there`;
const LATER = /^\/etc\/zincati\/config\.d\/[^/]+\.toml$/;

function faultsOf(document: JsonDocument): readonly Fault[] {
  const faults: Fault[] = [...document.repeated].map((path) => ({
    ...{ code: 'duplicate_key', document: document.name, path },
    message: 'it stands there twice; keep one',
  }));
  // All repeated keys are named already: what stands behind the first would be lost.
  const root = new JsonCursor({ ...document, repeated: new Set() }, faults);
  judgeVersion(root);
  const storage = root.optional('storage');
  for (const kind of ['files', 'links', 'directories'] as const) {
    for (const entry of storage?.optional(kind)?.elements() ?? []) judgeEntry(kind, entry);
  }
  return faults;
}

function judgeVersion(root: JsonCursor): void {
  const cursor = root.required('ignition')?.required('version');
  const version = cursor?.string() ?? null;
  if (!cursor || version === null || /^3\.\d+\.\d+(-experimental)?$/.test(version)) return;
  const wayOut = version.startsWith('2.')
    ? 'that is of older systems: translate it with ign-converter, or make it anew with Butane'
    : 'give a configuration of Ignition 3';
  cursor.fault('wrong_version', `expected 3.x.y, found ${JSON.stringify(version)}; ${wayOut}`);
}

/** What would keep Ignition from writing our file. */
function judgeEntry(kind: 'files' | 'links' | 'directories', entry: JsonCursor): void {
  const path = entry.required('path')?.string() ?? null;
  if (path === null) return;
  const isOurs = normal(path) === DROP_IN_PATH;
  const isAbove = DROP_IN_PATH.startsWith(`${normal(path)}/`);
  if ((isOurs && kind !== 'files') || (isAbove && kind !== 'directories')) {
    entry.fault('path_taken', `${path} is in the way of ${DROP_IN_PATH}: take it out of ${kind}`);
  }
}

function normal(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}

type JsonObject = Readonly<Record<string, unknown>>;

/** What is absent is empty; that nothing is of another kind was asked before. */
function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function pathOf(file: unknown): string {
  const path = objectOf(file)['path'];
  return typeof path === 'string' ? normal(path) : '';
}
