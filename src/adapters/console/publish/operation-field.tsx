import type { ReleaseView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import { AliasChoice } from './alias-choice.js';
import { BasearchChips } from './basearch-chips.js';
import type { FaultsByPlace } from './faults.js';
import { Field } from './field.js';
import { FractionHint, LengthHint, ReleaseHint } from './hints.js';
import type { FieldName, OpName } from './kinds.js';
import { BarrierNote, DeadendMotd } from './motd.js';
import { SchemeChoice } from './scheme-choice.js';
import { StartField } from './start-field.js';
import { SUGGESTED_LENGTHS } from './suggestions.js';

interface OperationFieldProps {
  readonly op: OpName;
  readonly name: FieldName;
  /** The section it is of, with a slash; empty for the operation's own. */
  readonly below: string;
  readonly place: string;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly faults: FaultsByPlace;
  readonly stream: string;
  readonly releases: readonly ReleaseView[];
  /** As it was typed, whether there is one or not. */
  readonly version: string;
  /** The one that the operation is about, where it is there already. */
  readonly release: ReleaseView | undefined;
  readonly basearches: readonly string[];
  readonly ownBasearches: readonly string[];
}

/** A field of an operation, with what helps to fill it in. */
export function OperationField(props: OperationFieldProps) {
  const { op, name, below, place, value, onType, faults } = props;
  const say = useSay();
  const line = { place, value, onType, faults, label: say(`publish.field_${name}`) };
  switch (name) {
    case 'version':
      return <VersionField {...props} />;
    case 'metadata':
      return <Field {...line} placeholder="https://" />;
    case 'reason':
      return <ReasonField {...props} />;
    case 'basearches':
      return <BasearchChips {...line} names={[...props.basearches, ...props.ownBasearches]} />;
    case 'start':
      return <StartField {...line} />;
    case 'duration':
      return (
        <Field
          {...{ ...line, suggestions: SUGGESTED_LENGTHS }}
          placeholder="48h"
          hint={<LengthHint text={value} />}
        />
      );
    case 'start_fraction':
      return <Field {...line} placeholder="0" hint={<FractionHint text={value} />} />;
    case 'basearch':
      return <Field {...line} suggestions={props.basearches} />;
    case 'scheme':
      return <SchemeChoice {...line} />;
    case 'id':
      return <AliasChoice {...line} stream={props.stream} version={props.version} listed={props.releases} />;
    case 'payload':
      return (
        <Field
          {...line}
          isMono
          hint={below === '' && op === 'add_payload_alias' ? say('publish.aliasHint') : null}
        />
      );
  }
}

function VersionField({ op, place, value, onType, faults, releases, release }: OperationFieldProps) {
  const say = useSay();
  const [newest] = releases;
  const line = { place, value, onType, faults, label: say('publish.field_version'), isMono: true };
  if (op === 'publish_release') {
    const hint = newest && say('publish.newestIs', { version: newest.version });
    return <Field {...{ ...line, hint }} />;
  }
  return (
    <div class="field-wide">
      <Field
        {...line}
        suggestions={releases.map(({ version }) => version)}
        hint={release && <ReleaseHint release={release} />}
      />
    </div>
  );
}

function ReasonField({ op, below, place, value, onType, faults }: OperationFieldProps) {
  const say = useSay();
  const isBarrier = below === 'barrier/' || op === 'set_barrier';
  const isOptional = op === 'clear_barrier' || op === 'clear_deadend' || op === 'remove_payload_alias';
  return (
    <div class="field-wide">
      <Field
        {...{ place, value, onType, faults }}
        label={say(isOptional ? 'publish.reasonOptional' : 'publish.field_reason')}
        placeholder={isOptional ? undefined : 'https://'}
      />
      {op === 'set_deadend' && <DeadendMotd reason={value} />}
      {isBarrier && <BarrierNote reason={value} />}
    </div>
  );
}
