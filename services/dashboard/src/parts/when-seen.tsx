import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How far below the edge of the screen something is loaded before it is seen, as a part of the screen's height. */
const AHEAD = '25%';

/** What is first loaded when the reader comes near it, or prints: who reads the first numbers alone does not wait for it. */
export function WhenSeen({
  room,
  children,
}: {
  /** Whose room is kept for it meanwhile: nothing below moves when it comes. */
  readonly room: 'completeness' | 'borders' | 'borders-in-silence';
  readonly children: ReactNode;
}) {
  const [isSeen, setSeen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null || isSeen) return;
    const see = () => setSeen(true);
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) see();
      },
      { rootMargin: `0px 0px ${AHEAD} 0px` },
    );
    observer.observe(place.current);
    window.addEventListener('beforeprint', see);
    return () => {
      observer.disconnect();
      window.removeEventListener('beforeprint', see);
    };
  }, [isSeen]);
  return (
    <div className={`panel-wide when-seen room-of-${room}`} ref={place}>
      {isSeen && children}
    </div>
  );
}
