import { Module } from '@nestjs/common';
import { BuyerService } from './buyer.service.js';
import { ClusterBodyService } from './cluster-body.service.js';
import { CompanyService } from './company.service.js';
import { PlaceService } from './place.service.js';
import { SupplierDisclosure } from './supplier.disclosure.js';
import { SupplierService } from './supplier.service.js';

const services = [
  PlaceService,
  SupplierDisclosure,
  SupplierService,
  BuyerService,
  ClusterBodyService,
  CompanyService,
];

@Module({ providers: services, exports: services })
export class DirectoryModule {}
