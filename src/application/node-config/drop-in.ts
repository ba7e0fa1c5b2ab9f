import { decimal } from '../../graph/metadata.js';
import type { NodeConfig, Strategy } from './node-config.js';
import type { Window } from './window.js';

/** Where agents look for it. Of all their files the last one by name wins, whichever directory it is in. */
export const DROP_IN_PATH = '/etc/zincati/config.d/90-roost.toml';

/** The configuration as the agent reads it, in TOML: what is left to the node does not stand in it. */
export function dropIn(config: NodeConfig): string {
  const { baseUrl, group, rolloutWariness, strategy } = config;
  const identity = [
    ...(group === null ? [] : [`group = ${tomlString(group)}`]),
    ...(rolloutWariness === null ? [] : [`rollout_wariness = ${tomlFloat(rolloutWariness)}`]),
  ];
  const tables = [
    table('[cincinnati]', [`base_url = ${tomlString(baseUrl)}`]),
    ...(identity.length > 0 ? [table('[identity]', identity)] : []),
    ...(strategy === null ? [] : strategyTables(strategy)),
  ];
  return tables.join('\n');
}

function strategyTables(strategy: Strategy): readonly string[] {
  const updates = table('[updates]', [`strategy = ${tomlString(strategy.kind)}`]);
  if (strategy.kind === 'immediate') return [updates];
  if (strategy.kind === 'fleet_lock') {
    return [updates, table('[updates.fleet_lock]', [`base_url = ${tomlString(strategy.baseUrl)}`])];
  }
  const { timeZone, windows } = strategy;
  const zone =
    timeZone === null ? [] : [table('[updates.periodic]', [`time_zone = ${tomlString(timeZone)}`])];
  return [updates, ...zone, ...windows.map(windowTable)];
}

function windowTable({ days, startTime, lengthMinutes }: Window): string {
  return table('[[updates.periodic.window]]', [
    `days = [${days.map(tomlString).join(', ')}]`,
    `start_time = ${tomlString(startTime)}`,
    `length_minutes = ${lengthMinutes}`,
  ]);
}

function table(head: string, lines: readonly string[]): string {
  return [head, ...lines].map((line) => `${line}\n`).join('');
}

/** JSON's escapes are TOML's, but for DEL. @see https://toml.io/en/v1.0.0#string */
export function tomlString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll('\x7f', '\\u007f');
}

/** A number without a point would be an integer, which a float is not in TOML. */
export function tomlFloat(value: number): string {
  const text = decimal(value);
  return text.includes('.') ? text : `${text}.0`;
}
