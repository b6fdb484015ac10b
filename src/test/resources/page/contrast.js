// The texts that are seen, each with its contrast to what lies behind it, by WCAG 2: only those below 4.5 : 1.
const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
const luminance = (colour) => {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const behind = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const colour = parse(getComputedStyle(each).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) {
      return colour;
    }
  }
  return [255, 255, 255];
};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const found = [];
let seen = 0;
while (texts.nextNode()) {
  const element = texts.currentNode.parentElement;
  if (texts.currentNode.data.trim() && element.checkVisibility({visibilityProperty: true}) && !element.closest(':disabled, noscript')) {
    seen++;
    const [dark, light] = [getComputedStyle(element).color, null].map((colour) =>
      luminance(colour ? parse(colour) : behind(element))).sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) {
      found.push(texts.currentNode.data + ' ' + contrast.toFixed(2));
    }
  }
}
return seen > 10 ? found : ['only ' + seen + ' texts are seen'];
