import './skeleton.css';

/** Gray lines in place of content that loads. Hidden from screen readers, which hear the loading message. */
export const Skeleton = ({ lines = 3 }: { lines?: number }) => (
  <div className="skeleton" aria-hidden="true" aria-busy="true">
    {Array.from({ length: lines }, (_, index) => (
      // Lines have no identity other than their position.
      <div key={index} className="skeleton-line" />
    ))}
  </div>
);

/** The loading state of a whole page. */
export const PageSkeleton = () => (
  <div className="loading" role="status">
    <span className="visually-hidden">Loading the page …</span>
    <Skeleton lines={8} />
  </div>
);
