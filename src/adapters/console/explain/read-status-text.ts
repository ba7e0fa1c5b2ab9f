import { readStatus } from '../../../application/node-state/rpm-ostree-status.js';
import { Problem } from '../../../graph/problem.js';
import { unread, type Reading, type Unread } from './reading.js';

/** Reads what `rpm-ostree status --json` prints, with what a terminal has around it; `null` for what is none. */
export function readStatusText(text: string): Reading | Unread | null {
  if (!text.includes('"deployments"')) return null;
  const json = text.slice(Math.max(text.indexOf('{'), 0), text.lastIndexOf('}') + 1);
  try {
    return statusIn(JSON.parse(json));
  } catch (error) {
    if (error instanceof Problem) return unread('status', error.value);
    if (error instanceof SyntaxError) return unread('json', error.message);
    throw error;
  }
}

/** @throws Problem `invalid_document` */
function statusIn(value: unknown): Reading {
  const status = readStatus({ name: 'rpm-ostree status --json', value, repeated: new Set() });
  const { stream, basearch, scheme, version, payload, staged, earlier } = status;
  return {
    kind: 'status',
    fields: {
      ...(stream !== null && { stream }),
      ...(basearch !== null && { basearch }),
      ...{ scheme, version, payload },
    },
    staged,
    earlier,
  };
}
