import { DROP_IN_PATH } from './drop-in.js';

/** The file as Butane takes it, in a version so old that every tool reads it. */
export function butane(content: string): string {
  const lines = content.split('\n').map((line) => (line === '' ? '' : `          ${line}`));
  return `variant: fcos
version: 1.1.0
storage:
  files:
    - path: ${DROP_IN_PATH}
      mode: 0644
      contents:
        inline: |
${lines.join('\n')}`;
}
