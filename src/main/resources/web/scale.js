// The colours of power: from dark to bright, in steps that look alike, also to colour-blind people.

const STOPS = [
  [0.0, [43, 31, 84]],
  [0.2, [54, 67, 130]],
  [0.4, [43, 107, 141]],
  [0.6, [38, 147, 135]],
  [0.8, [112, 186, 104]],
  [1.0, [241, 219, 106]],
];
const BLACK = '#000';
const WHITE = '#fff';

/** @param {number} share 0 to 1, of the best @returns {Array<number>} red, green and blue, 0 to 255 */
export function colour(share) {
  const at = Math.min(1, Math.max(0, share));
  const above = Math.max(1, STOPS.findIndex(([stop]) => at <= stop));
  const [low, from] = STOPS[above - 1];
  const [high, to] = STOPS[above];
  const part = (at - low) / (high - low);
  return from.map((value, i) => Math.round(value + part * (to[i] - value)));
}

/** The grey that is as bright as a colour: what is old looks old, and is read as well. */
export function grey(rgb) {
  const light = luminance(rgb);
  const part = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Array(3).fill(Math.round(part * 255));
}

/** @returns {string} as CSS has it */
export const css = (rgb) => 'rgb(' + rgb.join(', ') + ')';

/** Black or white, whichever is read better on this colour: at least 4.5 : 1. */
export function ink(rgb) {
  const light = luminance(rgb);
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.05 ? WHITE : BLACK;
}

/** The relative luminance of a colour, 0 to 1, by WCAG 2. */
export function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The whole scale as a picture for CSS. */
export const gradient = () =>
  'linear-gradient(to right, ' + STOPS.map(([at, rgb]) => css(rgb) + ' ' + at * 100 + '%').join(', ') + ')';
