import type { Payload, Release } from './model.js';
import type { Operation } from './operations.js';
import { partKey, type Part, type Place, type Places, type Spot } from './places.js';

/** Where things stand in the body of a request: what was said last of a part counts. */
export class OperationPlaces implements Places {
  readonly #parts = new Map<string, string>();
  readonly #payloads = new Map<string, string>();
  /** Parts that an operation changed which has none of their fields. */
  readonly #fieldless = new Set<string>();
  readonly #releases = new Map<string, string>();

  /** @param path JSON Pointer of the operation */
  add(operation: Operation, path: string): void {
    if (operation.op === 'restore') return;
    const { version } = operation;
    this.#releases.set(version, path);
    for (const [part, below] of partsOf(operation.op)) {
      const key = partKey(version, part);
      this.#parts.set(key, path + below);
      if (FIELDLESS.has(operation.op)) this.#fieldless.add(key);
      else this.#fieldless.delete(key);
    }
    if (operation.op === 'add_payload_alias') this.#payloads.set(payloadKey(version, operation), path);
    if (operation.op !== 'publish_release' && operation.op !== 'add_payloads') return;
    operation.payloads.forEach((payload, index) =>
      this.#payloads.set(payloadKey(version, payload), `${path}/payloads/${index}`),
    );
  }

  placeOf({ version, part, field, payload }: Spot): Place {
    const key = partKey(version, part);
    const place = payload && this.#payloads.get(payloadKey(version, payload));
    const path = place ?? this.#parts.get(key);
    // What two sections have against each other is the doing of whoever touched the release.
    if (path === undefined) return { document: '', path: this.#releases.get(version) ?? '' };
    return { document: '', path: field && !this.#fieldless.has(key) ? `${path}/${field}` : path };
  }
}

const FIELDLESS: ReadonlySet<Operation['op']> = new Set([
  ...(['clear_barrier', 'clear_deadend'] as const),
  ...(['pause_rollout', 'resume_rollout', 'finish_rollout', 'withdraw_rollout'] as const),
]);

function payloadKey(version: Release['version'], { basearch, scheme, payload }: Payload): string {
  return [version, basearch, scheme, payload].join(' ');
}

const PUBLISHED: readonly (readonly [Part, string])[] = [
  ['version', '/version'],
  ['payloads', '/payloads'],
  ['barrier', '/barrier'],
  ['rollout', '/rollout'],
];

function partsOf(op: Operation['op']): readonly (readonly [Part, string])[] {
  if (op === 'publish_release') return PUBLISHED;
  if (op === 'add_payloads') return [['payloads', '/payloads']];
  if (op === 'add_payload_alias') return [['payloads', '']];
  return (['barrier', 'deadend', 'rollout'] as const).flatMap((part) =>
    op.endsWith(part) ? [[part, '']] : [],
  );
}
