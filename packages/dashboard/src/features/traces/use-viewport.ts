import { type RefObject, useEffect, useState } from 'react';

export interface Viewport {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What part of its content an element shows, in pixels; follows scrolling and resizing, once a frame. */
export function useViewport(element: RefObject<HTMLElement | null>): Viewport {
  const [view, setView] = useState<Viewport>({ left: 0, top: 0, width: 0, height: 0 });
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    let frame = 0;
    const read = () => {
      frame = 0;
      const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = target;
      setView({ left, top, width, height });
    };
    const ask = () => {
      frame ||= requestAnimationFrame(read);
    };
    const observer = new ResizeObserver(ask);
    observer.observe(target);
    target.addEventListener('scroll', ask, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      target.removeEventListener('scroll', ask);
    };
  }, [element]);
  return view;
}
