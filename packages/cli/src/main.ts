console.error('waylight: not built yet');
