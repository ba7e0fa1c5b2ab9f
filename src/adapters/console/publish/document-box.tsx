import { useSay } from '../texts/use-say.js';
import type { DocumentTexts } from './draft.js';
import type { Pasted } from './pasted.js';
import { showLine } from './show-line.js';

interface DocumentBoxProps {
  readonly which: keyof DocumentTexts;
  readonly text: string;
  readonly pasted: Pasted;
  /** The document that stands. */
  readonly current: object | null;
  readonly onType: (text: string) => void;
}

/** A document: pasted, typed, dropped or taken from a file. */
export function DocumentBox({ which, text, pasted, current, onType }: DocumentBoxProps) {
  const say = useSay();
  const id = `document-${which}`;
  const take = async (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file !== undefined) onType(await file.text());
  };
  const drop = async (event: DragEvent) => {
    if ((event.dataTransfer?.files.length ?? 0) === 0) return;
    event.preventDefault();
    await take(event.dataTransfer?.files);
  };
  return (
    <div class="card document-box">
      <div class="operation-head">
        <h2>
          <label for={id}>{say(`publish.${which}`)}</label>
        </h2>
        <button
          type="button"
          class="button button-small"
          disabled={current === null}
          onClick={() => onType(JSON.stringify(current, null, 2))}
        >
          {say('publish.takeCurrent')}
        </button>
        <label class="button button-small file-button">
          {say('publish.chooseFile')}
          <input
            type="file"
            class="hidden"
            name={which}
            accept=".json,application/json"
            onChange={({ currentTarget }) => {
              void take(currentTarget.files);
              // Else the same file, mended meanwhile, could not be chosen again.
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      <textarea
        id={id}
        rows={14}
        wrap="off"
        spellcheck={false}
        value={text}
        placeholder={say(`publish.paste_${which}`)}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        aria-describedby={`${id}~said`}
        aria-invalid={pasted.fault !== null}
      />
      <BoxSaid id={id} pasted={pasted} />
    </div>
  );
}

/** Whether it is JSON at all, and where it is not. */
function BoxSaid({ id, pasted: { fault, isEmpty } }: { readonly id: string; readonly pasted: Pasted }) {
  const say = useSay();
  return (
    <div id={`${id}~said`} class="field-said" role="status">
      {isEmpty && <span class="quiet">{say('publish.staysAsItIs')}</span>}
      {fault !== null && (
        <p class="fault fault-error" data-line={fault.line} data-column={fault.column}>
          <strong>{say('publish.broken')}</strong>{' '}
          <button type="button" class="button-plain fault-place" onClick={() => showLine(id, fault)}>
            {say('publish.lineColumn', { line: fault.line, column: fault.column })}
          </button>{' '}
          {say(`publish.expected_${fault.expected}`)}
        </p>
      )}
    </div>
  );
}
