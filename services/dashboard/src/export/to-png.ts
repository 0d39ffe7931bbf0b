import type { Drawing } from './drawing.ts';

/** Twice as many pixels as the drawing has, for paper and good screens. */
const SCALE = 2;

/**
 * A drawing as PNG. The browser draws it from an address that this page alone can make (`blob:`), which the policy of
 * insights allows for images. @throws Error where the browser cannot
 */
export async function toPng({ svg, width, height }: Drawing): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('the browser made no image of the drawing'));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
