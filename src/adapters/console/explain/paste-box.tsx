import { useEffect, useState } from 'preact/hooks';
import { nodeUuid } from '../../../application/node-state/node-uuid.js';
import { printable } from '../../../graph/printable.js';
import { useSay } from '../texts/use-say.js';
import { FIELD_NAMES, type Fields } from './fields.js';
import { MOST_PASTED, readPaste } from './read-paste.js';
import { reading as readingOf, type Reading, type Unread } from './reading.js';

interface PasteBoxProps {
  readonly reading: Reading | null;
  readonly onRead: (reading: Reading | null) => void;
  readonly onChange: (fields: Partial<Fields>) => void;
}

/** Whoever types is not interrupted. */
const PAUSE_MS = 300;

/** Takes whatever is found on a node or in a log, and says what was understood of it. */
export function PasteBox({ reading, onRead, onChange }: PasteBoxProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const [unread, setUnread] = useState<Unread | null>(null);
  const take = (read: Reading | Unread | null) => {
    setUnread(read?.kind === 'unread' ? read : null);
    onRead(read?.kind === 'unread' ? null : read);
    if (read && 'fields' in read) onChange(read.fields);
  };
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => take(readPaste(text)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const refuseLong = (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.getData('text') ?? '';
    if (pasted.length <= MOST_PASTED) return;
    // A box with that much in it would hold up the page.
    event.preventDefault();
    take(readPaste(pasted));
  };
  const type = (value: string) => {
    setText(value);
    if (value === '') take(null);
  };
  return (
    <div class="paste">
      <label class="field">
        <span>{say('explain.paste')}</span>
        <textarea
          name="paste"
          rows={4}
          spellcheck={false}
          autocomplete="off"
          placeholder={say('explain.pasteExample')}
          value={text}
          onPaste={refuseLong}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          aria-describedby="paste-read"
        />
      </label>
      <div id="paste-read" role="status">
        {reading && (
          <Understood reading={reading} onMachineId={(uuid) => take(readingOf('machine_id', { uuid }))} />
        )}
        {unread && (
          <p class="note note-error" data-unread={unread.why}>
            {say(`explain.unread_${unread.why}`, { detail: printable(unread.detail) })}
          </p>
        )}
      </div>
    </div>
  );
}

interface UnderstoodProps {
  readonly reading: Reading;
  /** It is the id of the machine; with the uuid that comes of it. */
  readonly onMachineId: (uuid: string) => void;
}

function Understood({ reading: { kind, fields }, onMachineId }: UnderstoodProps) {
  const say = useSay();
  const said = FIELD_NAMES.filter((name) => (fields[name] ?? '') !== '');
  const derived = kind === 'uuid' ? nodeUuid(fields.uuid ?? '') : null;
  return (
    <div class="note note-good understood" data-read={kind}>
      <p>
        {say(`explain.read_${kind}`)}
        {said.map((name, i) => (
          <span key={name}>
            {i > 0 && say('explain.comma')}
            {say(`explain.field_${name}`)} <b>{short(fields[name] ?? '')}</b>
          </span>
        ))}
      </p>
      {derived !== null && (
        <p>
          {say('explain.orMachineId')}{' '}
          <button class="button button-small" type="button" onClick={() => onMachineId(derived)}>
            {say('explain.isMachineId')}
          </button>
        </p>
      )}
    </div>
  );
}

const MOST_SHOWN = 40;

function short(value: string): string {
  const line = printable(value);
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line;
}
