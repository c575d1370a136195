export const startUploads = () => {};
