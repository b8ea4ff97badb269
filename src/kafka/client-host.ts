/** The broker writes client addresses as `/10.0.0.7`. */
export const hostOf = (clientHost: string): string => clientHost.replace(/^\//, '');
