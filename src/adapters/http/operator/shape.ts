import { validateSync, type ValidationError } from 'class-validator';
import { escapeToken } from '../../../graph/json-cursor.js';
import { invalid } from '../../../application/verdict.js';
import type { Fault, Problem } from '../../../graph/problem.js';
import { shortName, shortPointer } from '../short-name.js';

/** What came of a body: all that has the right shape, and everything that has not. */
export interface Shaped<T> {
  readonly value: T;
  readonly faults: readonly Fault[];
}

/**
 * Reads a part of a body as its class says. What is wrong is named and left out, so that whatever else is
 * wrong can be found as well.
 * @param path JSON Pointer of the part
 */
export function shapeOf<T extends object>(type: new () => T, body: unknown, path = ''): Shaped<T> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { value: new type(), faults: [faultAt(path, 'wrong_type', 'expected an object')] };
  }
  const value = new type();
  const unknown = fill(value, body, path);
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true });
  const faults = [...unknown, ...faultsOf(errors, path)];
  for (const fault of faults) leaveOut(value, fault.path.slice(path.length));
  return { value, faults: faults.map((fault) => ({ ...fault, path: shortPointer(fault.path) })) };
}

type Class = new () => object;

const classes = new WeakMap<object, ReadonlyMap<string, Class>>();

/** A field whose value, or each of whose values, is read as its own class says. */
export function Holds(type: Class) {
  return (prototype: object, field: string): void => {
    classes.set(prototype, new Map([...(classes.get(prototype) ?? []), [field, type]]));
  };
}

function classOf(prototype: object | null, field: string): Class | null {
  if (!prototype) return null;
  return classes.get(prototype)?.get(field) ?? classOf(Reflect.getPrototypeOf(prototype), field);
}

/**
 * Puts what was sent into an instance of its class. What every object has already, like `constructor`, is no field:
 * whoever looks for the class of an instance would look there.
 */
function fill(instance: object, sent: object, path: string): readonly Fault[] {
  return Object.entries(sent).flatMap(([field, value]: readonly [string, unknown]) => {
    const place = `${path}/${escapeToken(field)}`;
    if (field in Object.prototype) return [faultAt(place, ...unknownField(field))];
    const type = classOf(instance, field);
    const [filled, faults] = type ? filledIn(type, value, place) : [value, []];
    Reflect.set(instance, field, filled);
    return faults;
  });
}

function filledIn(type: Class, value: unknown, path: string): readonly [unknown, readonly Fault[]] {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => filledIn(type, item, `${path}/${index}`));
    return [items.map(([item]) => item), items.flatMap(([, faults]) => faults)];
  }
  if (typeof value !== 'object' || value === null) return [value, []];
  const instance = new type();
  return [instance, fill(instance, value, path)];
}

export function faultAt(path: string, code: string, message: string): Fault {
  return { code, document: '', path, message };
}

function faultsOf(errors: readonly ValidationError[], path: string): readonly Fault[] {
  return errors.flatMap(({ property, constraints = {}, children = [], value }) => {
    const own = `${path}/${escapeToken(property)}`;
    const faults = Object.entries(constraints).map(([rule, message]) =>
      faultAt(own, ...said({ rule, message, property, value })),
    );
    // One fault is enough for a field: what is no list need not be told that it is too short as well.
    return [...faults.slice(0, 1), ...faultsOf(children, own)];
  });
}

interface Broken {
  readonly rule: string;
  readonly message: string;
  readonly property: string;
  readonly value: unknown;
}

function said({ rule, message, property, value }: Broken): readonly [code: string, message: string] {
  if (rule === 'whitelistValidation') return unknownField(property);
  return [value === undefined ? 'missing_field' : 'wrong_type', message];
}

function unknownField(name: string): readonly [code: string, message: string] {
  return ['unknown_field', `"${shortName(name)}" is no field here: leave it out`];
}

function leaveOut(value: object, path: string): void {
  const [first = '', ...rest] = path.split('/').slice(1);
  const key = first.replaceAll('~1', '/').replaceAll('~0', '~');
  const member: unknown = Reflect.get(value, key);
  if (rest.length > 0 && typeof member === 'object' && member !== null) {
    return leaveOut(member, `/${rest.join('/')}`);
  }
  Reflect.deleteProperty(value, key);
}

/** A body whose shape alone is wrong enough. */
export function invalidShape(faults: readonly Fault[]): Problem {
  return invalid(faults, []);
}
