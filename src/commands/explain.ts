import { noArguments, optionOf, print, type Command, type CommandInput } from './command.js';
import { ask, NO_ANSWER, statusOf } from './explain-answer.js';
import { readNode } from './explain-node.js';
import { inquiryOf } from './explain-question.js';
import { explainedText, refusedText } from './explain-text.js';

export const explainCommand: Command = {
  usage: '[--url U] [--rpm-ostree-status FILE|-] [--root DIR] [--at TIME] [--language en|zh] [--json] [...]',
  help:
    'Asks a server why a node updates, or why it does not, as the agent of the node would ask it. On the node itself it\n' +
    'needs no option: it runs "rpm-ostree status --json" and reads /etc/machine-id and the configuration of the agent.\n\n' +
    "  --url U                     the server, as https://updates.example/ (else that of the agent's configuration)\n" +
    '  --rpm-ostree-status FILE|-  what "rpm-ostree status --json" printed on the node\n' +
    '  --root DIR                  where the file system of the node begins, as in a container (/)\n' +
    '  --node-uuid HEX             of another machine, as the journal of its agent has it; or its --machine-id HEX. Then\n' +
    '                              nothing is read of this one but what --root names\n' +
    '  --stream, --basearch, --os-version, --os-checksum, --oci, --rollout-wariness\n' +
    '                              in place of what was found\n' +
    '  --at TIME                   what it will be then: 2026-11-22T16:00:00Z\n' +
    '  --language en|zh            (else that of the environment)\n\n' +
    'Exit status: 0 up to date or updating, 1 held back or paused, 3 stuck: unknown, at a deadend, without any way yet (it\n' +
    'is for those who publish to open one), or of a stream or basearch that the server does not know; 2 wrong usage, 4 the\n' +
    'server gave no answer.',
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
    const inquiry = inquiryOf(input, node);
    if (isMixed(input)) process.stderr.write(MIXED);
    try {
      const answer = await ask(inquiry);
      const { explanation, refusal } = answer;
      if (explanation) print(input, explanation, explainedText(explanation, node, inquiry));
      if (refusal) process.stderr.write(refusedText(refusal, inquiry));
      return statusOf(answer);
    } catch (error) {
      // 1 would say that the node is held back.
      process.stderr.write(`roost: ${error instanceof Error ? error.message : String(error)}\n`);
      return NO_ANSWER;
    }
  },
};

/** What the node runs was said, and who it is was not. */
function isMixed(input: CommandInput): boolean {
  const who = ['node-uuid', 'machine-id', 'root'];
  return (
    optionOf(input, 'rpm-ostree-status') !== undefined &&
    who.every((one) => optionOf(input, one) === undefined)
  );
}

const MIXED =
  "roost: the machine id and the agent's configuration are those of this machine; for another one say --node-uuid\n";
