import { useEffect, useRef, useState } from 'react';
import { useUrlState } from '../url-state.ts';
import { firstPageParams } from './pager.tsx';

const debounceMs = 300;

interface FilterFieldProps {
  label: string;
  /** The URL parameter that holds the value. */
  param: string;
  hint?: string;
}

/** A text field that updates the URL as the user types. */
export function TextField({
  label,
  param,
  hint,
  pattern,
  inputMode,
}: FilterFieldProps & {
  /** What the URL may hold, as a regular expression of the whole text. An incomplete text changes nothing. */
  pattern?: string;
  inputMode?: 'numeric';
}) {
  const urlState = useUrlState();
  const urlValue = urlState.params.get(param) ?? '';
  const [typed, setTyped] = useState(urlValue);
  const lastCommitted = useRef(urlValue);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Links and the Back button change the URL too.
  useEffect(() => {
    if (urlValue !== lastCommitted.current) setTyped(urlValue);
    lastCommitted.current = urlValue;
  }, [urlValue]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const commit = (value: string): void => {
    clearTimeout(timer.current);
    if (value.trim() === urlValue || (pattern && value.trim() && !new RegExp(`^(${pattern})$`).test(value.trim())))
      return;
    lastCommitted.current = value.trim();
    urlState.update({ ...firstPageParams, [param]: value.trim() }, { replace: true });
  };
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="search"
        pattern={pattern}
        inputMode={inputMode}
        value={typed}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => commit(value), debounceMs);
        }}
        onBlur={() => commit(typed)}
      />
      {hint && <span className="minor">{hint}</span>}
    </label>
  );
}

/** A day. Browsers report an incomplete date as the empty text, which clears the parameter. */
export function DateField({ label, param }: FilterFieldProps) {
  const urlState = useUrlState();
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="date"
        value={urlState.params.get(param) ?? ''}
        onChange={({ currentTarget: { value } }) => urlState.update({ ...firstPageParams, [param]: value })}
      />
    </label>
  );
}

/** A year of four digits. The URL holds only complete years. */
export function YearField({ label, param, hint }: FilterFieldProps) {
  return <TextField label={label} param={param} {...(hint && { hint })} pattern="[0-9]{4}" inputMode="numeric" />;
}

export interface SelectOption<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

/** A choice between options, or none of them. */
export function SelectField({
  label,
  param,
  anyLabel,
  options,
}: FilterFieldProps & { anyLabel: string; options: readonly SelectOption[] }) {
  const urlState = useUrlState();
  const selected = urlState.params.get(param) ?? '';
  // The URL may hold a value that is not an option. It is part of the filter, so the field displays it.
  const allOptions =
    selected === '' || options.some(({ value }) => value === selected)
      ? options
      : [...options, { value: selected, label: selected }];
  return (
    <label className="field">
      <span>{label}</span>
      <select
        value={selected}
        onChange={({ currentTarget: { value } }) => urlState.update({ ...firstPageParams, [param]: value })}
      >
        <option value="">{anyLabel}</option>
        {allOptions.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
