import type { Asked } from './expected-graphs.js';

/** A graph that an instance answered with, and who asked. */
export interface Answer extends Asked {
  readonly instance: string;
  readonly status: number;
  readonly contentType: string;
  /** `Roost-Revision`, `NaN` where there is none. */
  readonly revision: number;
  readonly body: string;
}

/** A stream whose answers can be told right from wrong. */
export interface JudgedStream {
  readonly name: string;
  /** What is wrong with a graph, apart from what `judge` looks at; `null` for nothing. */
  readonly bodyFault: (answer: Answer) => string | null;
  /** What is wrong with the revision of an answer. */
  readonly revisionFault: (answer: Answer) => string | null;
  /** Is told of every answer that was right. */
  readonly saw: (answer: Answer) => void;
  /** An example of what would have been right, for the evidence. */
  readonly expected: (answer: Answer) => string;
}

/** What is wrong with an answer; `null` for nothing. */
export function judge(stream: JudgedStream, answer: Answer): string | null {
  const fault = wrong(stream, answer);
  if (fault === null) stream.saw(answer);
  return fault;
}

function wrong(stream: JudgedStream, answer: Answer): string | null {
  if (answer.status !== 200) return `status ${answer.status}`;
  if (answer.contentType !== 'application/json') return `content type ${answer.contentType}`;
  if (!Number.isSafeInteger(answer.revision)) return 'no Roost-Revision';
  return stream.revisionFault(answer) ?? stream.bodyFault(answer);
}
