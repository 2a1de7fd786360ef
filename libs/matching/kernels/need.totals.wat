;; What the needs of a requirement come to together, of eight slots at once (need.totals.ts). Places are in bytes.
(module
  (import "env" "memory" (memory 0 65536 shared))

  ;; Of $count slots, a multiple of 8: columns of needs (u16, fit below share) stand from $columns on, $apart bytes from each other,
  ;; $needs of them, and the weight of each in $weights (i32). Written to $into (u16): the mean fit by $weight, below, and above it the
  ;; mean of that, $ofFit times, and of the sum of shares, 255 at most, $ofShare times, by $parts. All of a mean are 128 parts at most.
  (func (export "sumNeeds")
    (param $count i32) (param $columns i32) (param $apart i32) (param $needs i32) (param $weights i32) (param $weight f32)
    (param $ofFit i32) (param $ofShare i32) (param $parts f32) (param $into i32)
    (local $end i32) (local $column i32) (local $next i32) (local $need i32)
    (local $both v128) (local $any v128) (local $low v128) (local $high v128) (local $share v128) (local $each v128)
    (local $fit v128) (local $capability v128) (local $zero v128) (local $byte v128)
    (local.set $byte (i16x8.splat (i32.const 255)))
    (local.set $end (i32.add (local.get $into) (i32.shl (local.get $count) (i32.const 1))))
    (block $done
      (loop $eights
        (br_if $done (i32.ge_u (local.get $into) (local.get $end)))
        (local.set $low (local.get $zero))
        (local.set $high (local.get $zero))
        (local.set $share (local.get $zero))
        (local.set $any (local.get $zero))
        (local.set $column (local.get $columns))
        (local.set $next (local.get $weights))
        (local.set $need (local.get $needs))
        (loop $each
          (local.set $both (v128.load (local.get $column)))
          (local.set $any (v128.or (local.get $any) (local.get $both)))
          (local.set $each (i16x8.splat (i32.load (local.get $next))))
          (local.set $fit (v128.and (local.get $both) (local.get $byte)))
          (local.set $low
            (i32x4.add (local.get $low) (i32x4.extmul_low_i16x8_u (local.get $fit) (local.get $each))))
          (local.set $high
            (i32x4.add (local.get $high) (i32x4.extmul_high_i16x8_u (local.get $fit) (local.get $each))))
          (local.set $share
            (i16x8.add_sat_u (local.get $share) (i16x8.shr_u (local.get $both) (i32.const 8))))
          (local.set $column (i32.add (local.get $column) (local.get $apart)))
          (local.set $next (i32.add (local.get $next) (i32.const 4)))
          (br_if $each (local.tee $need (i32.sub (local.get $need) (i32.const 1)))))
        (if (v128.any_true (local.get $any))
          (then
            (local.set $fit
              (i16x8.narrow_i32x4_u
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.div (f32x4.convert_i32x4_s (local.get $low)) (f32x4.splat (local.get $weight))))
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.div (f32x4.convert_i32x4_s (local.get $high)) (f32x4.splat (local.get $weight))))))
            (local.set $capability
              (i16x8.add
                (i16x8.mul (local.get $fit) (i16x8.splat (local.get $ofFit)))
                (i16x8.mul (i16x8.min_u (local.get $share) (local.get $byte)) (i16x8.splat (local.get $ofShare)))))
            (local.set $capability
              (i16x8.narrow_i32x4_u
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.div
                    (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_u (local.get $capability)))
                    (f32x4.splat (local.get $parts))))
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.div
                    (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_u (local.get $capability)))
                    (f32x4.splat (local.get $parts))))))
            (v128.store (local.get $into)
              (v128.or (local.get $fit) (i16x8.shl (local.get $capability) (i32.const 8)))))
          (else (v128.store (local.get $into) (local.get $zero))))
        (local.set $columns (i32.add (local.get $columns) (i32.const 16)))
        (local.set $into (i32.add (local.get $into) (i32.const 16)))
        (br $eights)))))
