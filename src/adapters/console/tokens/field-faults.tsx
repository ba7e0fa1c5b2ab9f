import type { FaultView } from '../api/schema.js';
import { faultsAt } from './token-draft.js';

interface FieldFaultsProps {
  readonly errors: readonly FaultView[];
  /** Its name in the body. */
  readonly field: string;
}

/** What the API refuses of a field, where the field is. */
export function FieldFaults({ errors, field }: FieldFaultsProps) {
  return (
    <>
      {faultsAt(errors, field).map((message) => (
        <small key={message} class="field-error" role="alert" data-fault={field}>
          ✕ {message}
        </small>
      ))}
    </>
  );
}
