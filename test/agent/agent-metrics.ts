import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface AgentMetrics {
  /** How often it asked for updates. */
  readonly checks: number;
  /** How often that went wrong, by kind. */
  readonly checkErrors: Readonly<Record<string, number>>;
}

/** Asks a running agent for its metrics; `null` where it shows none, as before it has started well. */
export async function agentMetrics(socket: string): Promise<AgentMetrics | null> {
  const shown = await text(connect(socket)).catch(() => null);
  if (shown === null) return null;
  const errors = shown.matchAll(/^zincati_cincinnati_update_checks_errors_total\{kind="([^"]*)"\} (\d+)$/gm);
  return {
    checks: Number(/^zincati_cincinnati_update_checks_total (\d+)$/m.exec(shown)?.[1] ?? 0),
    checkErrors: Object.fromEntries(Array.from(errors, ([, kind, count]) => [kind, Number(count)])),
  };
}
