let canvas: CanvasRenderingContext2D | null | undefined;

/** Width in pixels of the bold text of a chart; see `.label` of time-chart.module.css. */
export function boldTextWidth(text: string): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (canvas === null) return 9 * text.length;
  canvas.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  return canvas.measureText(text).width;
}
