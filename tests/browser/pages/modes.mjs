// The ways in which every kind of page is read.

export const WIDTHS = [320, 1280];
export const SCHEMES = ['light', 'dark'];

/** @param places where the site stands: `{name, origin}` */
export function every(places) {
  return places.flatMap((place) =>
    WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ place, width, scheme }))),
  );
}

export function name({ place, width, scheme }) {
  return `${place.name}, ${width} px, ${scheme}`;
}

export function contextOptions({ width, scheme }, more = {}) {
  return { viewport: { width, height: 800 }, colorScheme: scheme, reducedMotion: 'reduce', ...more };
}

/** Enough for a made-up programme: the narrow page and the wide one, each in one scheme. */
export function few([place]) {
  return [
    { place, width: 320, scheme: 'light' },
    { place, width: 1280, scheme: 'dark' },
  ];
}
