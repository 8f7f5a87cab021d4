import { useEffect, useRef, useState } from 'preact/hooks';
import { useAddress } from '../url-state.ts';
import { firstPage } from './pager.tsx';

/** How long nothing is typed before the question is asked. */
const pauseMs = 300;

interface FieldProps {
  label: string;
  /** The parameter of the address that holds its value. */
  name: string;
  hint?: string;
}

/** A text that goes into the address while it is typed. */
export function TextField({ label, name, hint }: FieldProps) {
  const address = useAddress();
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
    address.set({ ...firstPage, [name]: value.trim() }, { replace: true });
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
          timer.current = setTimeout(() => send(value), pauseMs);
        }}
        onBlur={() => send(typed)}
      />
      {hint && <span class="minor">{hint}</span>}
    </label>
  );
}

/** A day. What is not yet a whole day is not sent: a browser gives the empty text for it. */
export function DayField({ label, name }: FieldProps) {
  const address = useAddress();
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="date"
        value={address.params.get(name) ?? ''}
        onChange={({ currentTarget: { value } }) => address.set({ ...firstPage, [name]: value })}
      />
    </label>
  );
}

/** One of several, or any. */
export function ChoiceField({
  label,
  name,
  any,
  options,
}: FieldProps & { any: string; options: readonly { value: string; text: string }[] }) {
  const address = useAddress();
  const chosen = address.params.get(name) ?? '';
  // What the address names may be none of them: it is shown all the same, since it is asked.
  const all =
    chosen === '' || options.some(({ value }) => value === chosen)
      ? options
      : [...options, { value: chosen, text: chosen }];
  return (
    <label class="field">
      <span>{label}</span>
      <select value={chosen} onChange={({ currentTarget: { value } }) => address.set({ ...firstPage, [name]: value })}>
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
