import { DirectoryModule } from '#lib/directory';
import { MailService } from '#lib/platform';
import { Module } from '@nestjs/common';
import { AccessRequestService } from './access-request.service.js';
import { AddressChangeService } from './address-change.service.js';
import { AuditTrailService } from './audit-trail.service.js';
import { InvitationService } from './invitation.service.js';
import { PersonService } from './person.service.js';
import { RegistrationService } from './registration.service.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { TokenService } from './token.service.js';

const services = [
  AccessRequestService,
  AddressChangeService,
  AuditTrailService,
  InvitationService,
  PersonService,
  TokenService,
  RegistrationService,
  SessionService,
  SignInService,
];

@Module({
  imports: [DirectoryModule],
  providers: [...services, MailService],
  exports: services,
})
export class IdentityModule {}
