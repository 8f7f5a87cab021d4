import type { SubmitEvent } from 'react';
import { Link } from '../../components/link.tsx';
import { formatInstant } from '../../format/date.ts';
import type { UrlState } from '../../url-state.ts';

/** A form that shows the entry as known at a given time, which is part of the URL. */
export function AsKnownAtForm({ urlState }: { urlState: UrlState }) {
  const asKnownAt = urlState.params.get('asKnownAt') ?? '';
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const time = String(new FormData(event.currentTarget).get('time') ?? '');
    urlState.update({ before: undefined, asKnownAt: time && `${time}${time.length === 16 ? ':00' : ''}Z` });
  };
  return (
    <form className="as-known" onSubmit={submit}>
      <label>
        As known at (UTC){' '}
        <input key={asKnownAt} type="datetime-local" name="time" defaultValue={toDateTimeLocal(asKnownAt)} />
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

/** States that the page displays a past version of the entry, with a link to the current one. */
export const AsKnownAtNotice = ({ urlState, wasKnown }: { urlState: UrlState; wasKnown: boolean }) => {
  const asKnownAt = urlState.params.get('asKnownAt');
  if (!asKnownAt) return null;
  const time = <time dateTime={asKnownAt}>{formatInstant(asKnownAt)}</time>;
  return (
    <div className="notice past-version">
      <p>
        {wasKnown ? (
          <>This is the entry as known at {time}. Linked records are shown in their current version. </>
        ) : (
          <>This entry was not yet on record at {time}. </>
        )}
        <Link href={urlState.urlWith({ asKnownAt: undefined, before: undefined })}>Show current version</Link>
      </p>
    </div>
  );
};

/** Returns an instant as the value of a datetime field; empty for an invalid instant, which the API rejects. */
function toDateTimeLocal(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16);
}
