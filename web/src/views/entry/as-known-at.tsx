import { formatInstant } from '../../format/edtf.ts';
import type { UrlState } from '../../url-state.ts';

/** Turns the entry back to what was known at a moment, which stands in the address. */
export function AsKnownAtForm({ address }: { address: UrlState }) {
  const asked = address.params.get('asKnownAt') ?? '';
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const moment = String(new FormData(event.currentTarget).get('moment') ?? '');
    address.update({ before: undefined, asKnownAt: moment && `${moment}${moment.length === 16 ? ':00' : ''}Z` });
  };
  return (
    <form class="as-known" onSubmit={submit}>
      <label>
        As known at (UTC){' '}
        <input key={asked} type="datetime-local" name="moment" defaultValue={toDateTimeLocal(asked)} />
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

/** Says that what is shown is a former state of knowledge. */
export const AsKnownAtNotice = ({ address, known }: { address: UrlState; known: boolean }) => {
  const asked = address.params.get('asKnownAt');
  return asked ? (
    <div class="notice then">
      <p>
        {known ? 'This is what the record would have said from' : 'Nothing of it was in'} what was known at{' '}
        <time dateTime={asked}>{formatInstant(asked)}</time>. {known && 'What it refers to is told as it is now. '}
        <a href={address.urlWith({ asKnownAt: undefined, before: undefined })}>As it stands now</a>
      </p>
    </div>
  ) : null;
};

/** A moment as the browser's field writes it; nothing where the address holds none, which the API then tells. */
function toDateTimeLocal(moment: string): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 16);
}
