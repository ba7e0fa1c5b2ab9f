import { FolderSource } from '../adapters/documents/folder-source.js';
import { readDocuments } from '../graph/documents.js';
import type { Finding } from '../graph/finding.js';
import { lintDocuments } from '../graph/lint.js';
import { placeText, Problem } from '../graph/problem.js';
import { onlyArgument, print, type Command } from './command.js';

export const lintCommand: Command = {
  usage: '<folder> [--json]',
  help:
    'Reads a folder laid out like graph-data/ and says everything that is wrong with it, with file and JSON\n' +
    'Pointer. Needs no database. Exit status 1 when there are errors; warnings alone are 0.',
  options: { json: { type: 'boolean' } },
  async run(input) {
    const source = new FolderSource(onlyArgument(input, 'folder'));
    const findings: Finding[] = [];
    const names = await source.streams();
    for (const name of names) findings.push(...(await lintStream(source, name)));
    print(input, { findings }, report(names, findings));
    return findings.every(({ severity }) => severity === 'warning') ? 0 : 1;
  },
};

async function lintStream(source: FolderSource, name: string): Promise<readonly Finding[]> {
  try {
    const { index, updates } = (await source.read(name)).parse();
    return lintDocuments(readDocuments(index, updates), Math.floor(Date.now() / 1000));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.faults.length > 0) return error.faults.map((fault) => ({ severity: 'error', ...fault }));
    return [{ code: error.kind, severity: 'error', document: name, path: '', message: error.value }];
  }
}

function report(names: readonly string[], findings: readonly Finding[]): string {
  const lines = findings.map(
    (finding) =>
      `${finding.severity.padEnd(7)} ${placeText(finding)}: ${finding.message} [${finding.code}]\n`,
  );
  const errors = findings.filter(({ severity }) => severity !== 'warning').length;
  const streams = names.length === 1 ? '1 stream' : `${names.length} streams`;
  return `${lines.join('')}${streams}, ${errors} errors, ${findings.length - errors} warnings\n`;
}
