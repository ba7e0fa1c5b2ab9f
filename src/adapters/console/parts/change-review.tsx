import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { AnswerView, ExposureView } from '../api/schema.js';
import { useChange, type ChangeSet } from '../api/use-change.js';
import type { ChangeState, Preview } from '../api/use-reviewed.js';
import { useSay } from '../texts/use-say.js';
import type { Curve } from './curve.js';
import { DiffTable } from './diff-table.js';
import { ExposureChart } from './exposure-chart.js';
import type { FaultWays } from './fault-place.js';
import { Findings } from './findings.js';
import { epochOf } from './moment.js';
import { ProblemNote } from './problem-note.js';

interface ChangeReviewProps extends ReviewLooks {
  /** `null` while there is nothing to preview. */
  readonly change: ChangeSet | null;
  /** The revision that the person sees. */
  readonly revision: number | undefined;
}

interface ReviewProps extends ReviewLooks {
  readonly state: ChangeState;
}

interface ReviewLooks {
  /** What the button says. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly onDone: (answer: AnswerView) => void;
  /** What it does to people, in a sentence, from the page that knows. */
  readonly children?: ComponentChildren;
  /** The same where it takes the preview to know: it is said first of all. */
  readonly effect?: (preview: Preview) => ComponentChildren;
  /** The way from a finding to what it is about, on pages that show it. */
  readonly ways?: FaultWays | undefined;
}

/** What a change will do, and the button that does it: shown before, confirmed by typing where it is dangerous. */
export function ChangeReview({ change, revision, ...looks }: ChangeReviewProps) {
  const state = useChange(change, revision);
  if (change === null) return null;
  return <Review state={state} {...looks} />;
}

/** The same for a page that previews by itself, because it shows findings at its fields as well. */
export function Review({ state, ...looks }: ReviewProps) {
  const { action, isDangerous, onDone, children, effect, ways } = looks;
  const say = useSay();
  const [typed, setTyped] = useState('');
  const needed = state.preview?.toConfirm ?? [];
  const isConfirmed = needed.every((code) => typed.split(/[\s,]+/).includes(code));
  const isReady = state.canApply && (isConfirmed || state.isUnsure);
  const apply = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const answer = await state.apply(needed);
    if (answer === null) return;
    setTyped('');
    onDone(answer);
  };
  return (
    <form class="review" onSubmit={apply} aria-busy={state.isChecking}>
      <Said state={state} ways={ways} />
      {effect && state.preview?.isChange && (
        <div class="review-effect" aria-live="polite">
          {effect(state.preview)}
        </div>
      )}
      {state.preview && <Shown preview={state.preview} ways={ways} />}
      {children}
      {needed.length > 0 && <Confirmation needed={needed} typed={typed} onType={setTyped} />}
      <button class={`button ${isDangerous ? 'button-danger' : 'button-primary'}`} disabled={!isReady}>
        {state.isUnsure ? say('change.sendAgain') : action}
      </button>
    </form>
  );
}

interface SaidProps {
  readonly state: ChangeState;
  readonly ways: FaultWays | undefined;
}

function Said({ state: { problem, isChecking, isSending, isUnsure, wasOvertaken }, ways }: SaidProps) {
  const say = useSay();
  return (
    <div aria-live="polite">
      {wasOvertaken && <p class="note note-warning">{say('change.overtaken')}</p>}
      {isChecking && <p class="quiet">{say('change.checking')}</p>}
      {isSending && <p class="quiet">{say('change.sending')}</p>}
      {isUnsure && !isSending && <p class="note note-warning">{say('change.unsure')}</p>}
      {problem && <ProblemNote problem={problem} ways={ways} />}
    </div>
  );
}

interface ShownProps {
  readonly preview: Preview;
  readonly ways: FaultWays | undefined;
}

function Shown({ preview: { findings, diff, exposure, isChange }, ways }: ShownProps) {
  const say = useSay();
  if (!isChange) return <p class="note">{say('change.nothing')}</p>;
  const curves = curvesOf(exposure);
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} ways={ways} />}
      {curves.some(({ points }) => points.length > 1) && (
        <ExposureChart curves={curves} label={say('change.exposureLabel')} />
      )}
      <h3>{say('change.diff')}</h3>
      <DiffTable diff={diff} />
    </>
  );
}

interface ConfirmationProps {
  readonly needed: readonly string[];
  readonly typed: string;
  readonly onType: (text: string) => void;
}

function Confirmation({ needed, typed, onType }: ConfirmationProps) {
  const say = useSay();
  return (
    <label class="field field-confirm">
      <span>{say('change.typeToConfirm')}</span>
      <code class="to-type">{needed.join(' ')}</code>
      <input
        value={typed}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        autocomplete="off"
        spellcheck={false}
        name="confirm"
      />
    </label>
  );
}

/** The points of the API, by the release they are of. */
function curvesOf(exposure: readonly ExposureView[]): readonly Curve[] {
  const versions = [...new Set(exposure.map(({ version }) => version))];
  return versions.map((name) => ({
    name,
    kind: 'planned',
    points: exposure
      .filter(({ version }) => version === name)
      .map(({ at, throttle }) => ({ at: epochOf(at), share: throttle })),
  }));
}
