import { useEffect, useRef, useState } from 'preact/hooks';
import { useUrlState } from '../url-state.ts';
import { firstPageParams } from './pager.tsx';

/** How long nothing is typed before the question is asked. */
const debounceMs = 300;

interface FilterFieldProps {
  label: string;
  /** The parameter of the address that holds its value. */
  param: string;
  hint?: string;
}

/** A text that goes into the address while it is typed. */
export function TextField({ label, param: name, hint }: FilterFieldProps) {
  const address = useUrlState();
  const there = address.params.get(name) ?? '';
  const [typed, setTyped] = useState(there);
  const sent = useRef(there);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address may change by Back, or by a link.
  useEffect(() => {
    if (there !== sent.current) setTyped(there);
    sent.current = there;
  }, [there]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (value: string): void => {
    clearTimeout(timer.current);
    if (value.trim() === there) return;
    sent.current = value.trim();
    address.update({ ...firstPageParams, [name]: value.trim() }, { replace: true });
  };
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="search"
        value={typed}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => send(value), debounceMs);
        }}
        onBlur={() => send(typed)}
      />
      {hint && <span class="minor">{hint}</span>}
    </label>
  );
}

/** A day. What is not yet a whole day is not sent: a browser gives the empty text for it. */
export function DateField({ label, param: name }: FilterFieldProps) {
  const address = useUrlState();
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="date"
        value={address.params.get(name) ?? ''}
        onChange={({ currentTarget: { value } }) => address.update({ ...firstPageParams, [name]: value })}
      />
    </label>
  );
}

/** One of several, or any. */
export function SelectField({
  label,
  param: name,
  any,
  options,
}: FilterFieldProps & { any: string; options: readonly { value: string; text: string }[] }) {
  const address = useUrlState();
  const chosen = address.params.get(name) ?? '';
  // What the address names may be none of them: it is shown all the same, since it is asked.
  const all =
    chosen === '' || options.some(({ value }) => value === chosen)
      ? options
      : [...options, { value: chosen, text: chosen }];
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={chosen}
        onChange={({ currentTarget: { value } }) => address.update({ ...firstPageParams, [name]: value })}
      >
        <option value="">{any}</option>
        {all.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
