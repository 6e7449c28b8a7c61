// The colour of a calendar as it can be seen: darker on light ground and lighter on dark ground, as far as is needed to
// stand out 3:1 from hatched and free time. The hue stays; colour is never the only sign.

/** Contrast of an edge with the ground beside it. */
export const LEAST = 3;
/** The grounds that leave least room: the hatch of busy time. */
export const GROUNDS = { light: [231, 228, 222], dark: [38, 38, 36] } as const;
const STEPS = 20;

type Rgb = readonly [number, number, number];

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Of "#rrggbb"; null for anything else. */
export function read(hex: string): Rgb | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (parts === null) return null;
  const [r, g, b] = parts.slice(1).map((part) => parseInt(part, 16));
  return [r ?? 0, g ?? 0, b ?? 0];
}

function towards(rgb: Rgb, end: number, ground: Rgb): string {
  let mixed = rgb;
  for (let step = 0; step <= STEPS && contrast(mixed, ground) < LEAST; step += 1) {
    const mix = (part: number) => Math.round(part + ((end - part) * step) / STEPS);
    mixed = [mix(rgb[0]), mix(rgb[1]), mix(rgb[2])];
  }
  return `rgb(${mixed.join(", ")})`;
}

/** Its edge in both themes; null where the calendar has no colour that can be read. */
export function edgeOf(hex: string | null): string | null {
  const rgb = hex === null ? null : read(hex);
  if (rgb === null) return null;
  return `light-dark(${towards(rgb, 0, GROUNDS.light)}, ${towards(rgb, 255, GROUNDS.dark)})`;
}
