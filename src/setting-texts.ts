import { isIP, isIPv4 } from 'node:net';
import { isName } from './graph/model.js';

/** What the texts of settings mean; `null` for what means nothing. */

export function parseDatabaseUrl(text: string): string | null {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? text : null;
}

export function parseHttpUrl(text: string): string | null {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}

export function parseStreams(text: string): readonly string[] | null {
  const names = text.split(',').map((one) => one.trim());
  return names.every(isName) ? [...new Set(names)] : null;
}

export function parsePort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

export function parseWithin(text: string, most: number): number | null {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : null;
}

export function parseNetworks(text: string): readonly string[] | null {
  const networks = text.split(',').map((one) => one.trim());
  return networks.every(isNetwork) ? networks : null;
}

/** An address, or one with the length of a prefix. */
function isNetwork(text: string): boolean {
  const [, address = '', length] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (isIP(address) === 0) return false;
  return length === undefined || Number(length) <= (isIPv4(address) ? 32 : 128);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** In seconds. */
export function parseInterval(text: string): number | null {
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * (UNITS[unit] ?? 0);
  return seconds >= 1 && seconds <= 86_400 ? seconds : null;
}

export function oneOf<T extends string>(allowed: readonly T[], text: string): T | null {
  return allowed.find((one) => one === text) ?? null;
}

/** @returns `null` for what is neither */
export function parseSwitch(text: string): boolean | null {
  if (text === 'on') return true;
  return text === 'off' ? false : null;
}
