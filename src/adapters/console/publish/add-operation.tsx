import { useSay } from '../texts/use-say.js';
import { OP_NAMES, type OpName } from './kinds.js';

interface AddOperationProps {
  readonly onAdd: (op: OpName) => void;
}

/** Everything that the same change can do besides. */
export function AddOperation({ onAdd }: AddOperationProps) {
  const say = useSay();
  const pick = (list: HTMLSelectElement) => {
    const op = OP_NAMES.find((name) => name === list.value);
    list.value = '';
    if (op !== undefined) onAdd(op);
  };
  return (
    <label class="field add-operation">
      <span>{say('publish.add')}</span>
      <select name="add" value="" onChange={({ currentTarget }) => pick(currentTarget)}>
        <option value="">{say('publish.addWhat')}</option>
        {OP_NAMES.map((op) => (
          <option key={op} value={op}>
            {say(`publish.op_${op}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
