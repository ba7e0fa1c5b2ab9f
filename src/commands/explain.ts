import { noArguments, print, type Command } from './command.js';
import { ask, statusOf } from './explain-answer.js';
import { readNode } from './explain-node.js';
import { questionOf } from './explain-question.js';
import { explainedText } from './explain-text.js';

export const explainCommand: Command = {
  usage: '[--url U] [--rpm-ostree-status FILE|-] [--root DIR] [--at TIME] [--language en|zh] [--json] [...]',
  help:
    'Asks a server why a node updates, or why it does not, as the agent of the node would ask it. On the node itself it\n' +
    'needs no option: it runs "rpm-ostree status --json" and reads /etc/machine-id and the configuration of the agent.\n\n' +
    "  --url U                     the server, as https://updates.example/ (else that of the agent's configuration)\n" +
    '  --rpm-ostree-status FILE|-  what "rpm-ostree status --json" printed on the node\n' +
    '  --root DIR                  where the file system of the node begins, as in a container (/)\n' +
    '  --machine-id HEX            of the node, where it is another machine; or --node-uuid HEX\n' +
    '  --stream, --basearch, --os-version, --os-checksum, --oci, --rollout-wariness\n' +
    '                              in place of what was found\n' +
    '  --at TIME                   what it will be then: 2026-11-22T16:00:00Z\n' +
    '  --language en|zh            (else that of the environment)\n\n' +
    'Exit status: 0 up to date or updating, 1 held back or paused, 3 stuck: unknown, at a deadend or without a way, or of\n' +
    'a stream or basearch that the server does not know; 2 wrong usage, 4 the server gave no answer.',
  options: {
    url: { type: 'string' },
    'rpm-ostree-status': { type: 'string' },
    root: { type: 'string' },
    'machine-id': { type: 'string' },
    'node-uuid': { type: 'string' },
    stream: { type: 'string' },
    basearch: { type: 'string' },
    'os-version': { type: 'string' },
    'os-checksum': { type: 'string' },
    oci: { type: 'boolean' },
    'rollout-wariness': { type: 'string' },
    at: { type: 'string' },
    language: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(input) {
    noArguments(input);
    const node = await readNode(input);
    const question = questionOf(input, node);
    const answer = await ask(question);
    const { explanation, refusal } = answer;
    if (explanation) print(input, explanation, explainedText(explanation, node, question));
    if (refusal)
      process.stderr.write(`roost: ${refusal.kind}: ${refusal.value}\n  asked ${question.url.href}\n`);
    return statusOf(answer);
  },
};
