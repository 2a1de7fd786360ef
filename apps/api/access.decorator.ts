import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const accessLevels = ['PUBLIC', 'SIGNED_IN', 'OFFICER', 'ADMINISTRATOR'] as const;
/** Who may call an operation at all; what they may see of an object is decided in the services. */
export type AccessLevel = (typeof accessLevels)[number];

export const ACCESS_METADATA = 'midlands-match:access';

/** Declares who may call an operation. One without it refuses everybody, and keeps the API from starting. */
export const Access = (level: AccessLevel): CustomDecorator => SetMetadata(ACCESS_METADATA, level);
