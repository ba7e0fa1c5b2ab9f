import { useLayoutEffect, useRef } from 'preact/hooks';

interface QuietInputProps {
  readonly type: 'number' | 'datetime-local';
  readonly value: string;
  readonly label: string;
  readonly min?: number;
  readonly max?: number;
  readonly step: number | 'any';
  /** Is told what is typed as it stands, half a number, too. */
  readonly onType: (text: string) => void;
}

/** An input of a value that also moves by itself: never while somebody types. */
export function QuietInput({ value, label, onType, ...rest }: QuietInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const follow = () => {
    if (input.current && document.activeElement !== input.current) input.current.value = value;
  };
  useLayoutEffect(follow);
  return (
    <input
      ref={input}
      aria-label={label}
      title={label}
      onInput={({ currentTarget }) => onType(currentTarget.value)}
      onBlur={follow}
      {...rest}
    />
  );
}
