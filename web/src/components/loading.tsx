/** A loading message. The style sheet delays it, so that fast responses do not flash. */
export const Loading = ({ subject }: { subject: string }) => (
  <p className="loading" role="status">
    Loading {subject} …
  </p>
);
