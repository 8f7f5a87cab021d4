/** Says what is awaited; a quick answer comes before it is seen, by the style sheet. */
export const Loading = ({ what }: { what: string }) => (
  <p class="loading" role="status">
    Loading {what} …
  </p>
);
