;; Bounds of what suppliers can score, of 16 slots at once (bound.sweep.ts). Places are in bytes.
(module
  (import "env" "memory" (memory 0 65536 shared))

  ;; Of the slots with a bit in $bits up to $end, those that can score at least $least are written to $slots, $bounds and $texts
  ;; (i32 each); returns how many. What a slot can score is $others and, each by its weight, four values of a byte: the upper
  ;; half of $worth (u16), $table[$sectors], $standing, and $sums (i32) times $termWorth, 255 at most. Weights stand two and
  ;; two in one number, the former below: of the first two in $early, of the others in $late. $texts has what the fourth earns. $scratch
  ;; has room for 96 bytes.
  (func (export "boundSlots")
    (param $bits i32) (param $end i32) (param $worth i32) (param $sums i32) (param $sectors i32) (param $standing i32)
    (param $table i32) (param $early i32) (param $late i32) (param $others i32) (param $least i32) (param $termWorth f32)
    (param $scratch i32) (param $slots i32) (param $bounds i32) (param $texts i32) (result i32)
    (local $left i32) (local $slot i32) (local $half i32) (local $bit i32) (local $textWeight i32)
    (local $e v128) (local $l v128) (local $o v128) (local $m v128) (local $s v128) (local $top v128)
    (local $few v128) (local $many v128)
    (local $served v128) (local $stood v128) (local $said v128) (local $said2 v128) (local $one v128) (local $two v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local.set $e (i32x4.splat (local.get $early)))
    (local.set $l (i32x4.splat (local.get $late)))
    (local.set $o (i32x4.splat (local.get $others)))
    (local.set $m (i32x4.splat (local.get $least)))
    (local.set $s (f32x4.splat (local.get $termWorth)))
    (local.set $top (i16x8.splat (i32.const 255)))
    (local.set $few (v128.load (local.get $table)))
    (local.set $many (v128.load offset=16 (local.get $table)))
    (local.set $textWeight (i32.shr_u (local.get $late) (i32.const 16)))
    (block $done
      (loop $halves
        (br_if $done (i32.ge_u (local.get $bits) (local.get $end)))
        (block $next
          (br_if $next (i32.eqz (local.tee $half (i32.load16_u (local.get $bits)))))
          ;; Values of sets of sectors: beyond its 16 lanes a table gives 0.
          (local.set $served (v128.load (local.get $sectors)))
          (local.set $served
            (v128.or
              (i8x16.swizzle (local.get $few) (local.get $served))
              (i8x16.swizzle (local.get $many) (i8x16.sub (local.get $served) (i8x16.splat (i32.const 16))))))
          (local.set $stood (v128.load (local.get $standing)))
          (local.set $said
            (i16x8.min_u (local.get $top)
              (i16x8.narrow_i32x4_u
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (v128.load (local.get $sums)))))
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (v128.load offset=16 (local.get $sums))))))))
          (local.set $said2
            (i16x8.min_u (local.get $top)
              (i16x8.narrow_i32x4_u
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (v128.load offset=32 (local.get $sums)))))
                (i32x4.trunc_sat_f32x4_s
                  (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (v128.load offset=48 (local.get $sums))))))))
          ;; Two values and two weights are one step: they are put side by side, a pair a slot.
          (local.set $one (i16x8.shr_u (v128.load (local.get $worth)) (i32.const 8)))
          (local.set $two (i16x8.extend_low_i8x16_u (local.get $served)))
          (local.set $b0
            (i32x4.add (local.get $o)
              (i32x4.dot_i16x8_s (local.get $e)
                (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $one) (local.get $two)))))
          (local.set $b1
            (i32x4.add (local.get $o)
              (i32x4.dot_i16x8_s (local.get $e)
                (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $one) (local.get $two)))))
          (local.set $one (i16x8.shr_u (v128.load offset=16 (local.get $worth)) (i32.const 8)))
          (local.set $two (i16x8.extend_high_i8x16_u (local.get $served)))
          (local.set $b2
            (i32x4.add (local.get $o)
              (i32x4.dot_i16x8_s (local.get $e)
                (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $one) (local.get $two)))))
          (local.set $b3
            (i32x4.add (local.get $o)
              (i32x4.dot_i16x8_s (local.get $e)
                (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $one) (local.get $two)))))
          (local.set $one (i16x8.extend_low_i8x16_u (local.get $stood)))
          (local.set $b0
            (i32x4.add (local.get $b0)
              (i32x4.dot_i16x8_s (local.get $l)
                (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $one) (local.get $said)))))
          (local.set $b1
            (i32x4.add (local.get $b1)
              (i32x4.dot_i16x8_s (local.get $l)
                (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $one) (local.get $said)))))
          (local.set $one (i16x8.extend_high_i8x16_u (local.get $stood)))
          (local.set $b2
            (i32x4.add (local.get $b2)
              (i32x4.dot_i16x8_s (local.get $l)
                (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $one) (local.get $said2)))))
          (local.set $b3
            (i32x4.add (local.get $b3)
              (i32x4.dot_i16x8_s (local.get $l)
                (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $one) (local.get $said2)))))
          (local.set $half
            (i32.and (local.get $half)
              (i32.or
                (i32.or
                  (i32x4.bitmask (i32x4.ge_s (local.get $b0) (local.get $m)))
                  (i32.shl (i32x4.bitmask (i32x4.ge_s (local.get $b1) (local.get $m))) (i32.const 4)))
                (i32.or
                  (i32.shl (i32x4.bitmask (i32x4.ge_s (local.get $b2) (local.get $m))) (i32.const 8))
                  (i32.shl (i32x4.bitmask (i32x4.ge_s (local.get $b3) (local.get $m))) (i32.const 12))))))
          (br_if $next (i32.eqz (local.get $half)))
          (v128.store (local.get $scratch) (local.get $b0))
          (v128.store offset=16 (local.get $scratch) (local.get $b1))
          (v128.store offset=32 (local.get $scratch) (local.get $b2))
          (v128.store offset=48 (local.get $scratch) (local.get $b3))
          (v128.store offset=64 (local.get $scratch) (local.get $said))
          (v128.store offset=80 (local.get $scratch) (local.get $said2))
          (loop $found
            (local.set $bit (i32.ctz (local.get $half)))
            (i32.store (local.get $slots) (i32.add (local.get $slot) (local.get $bit)))
            (i32.store (local.get $bounds)
              (i32.load (i32.add (local.get $scratch) (i32.shl (local.get $bit) (i32.const 2)))))
            (i32.store (local.get $texts)
              (i32.mul (local.get $textWeight)
                (i32.load16_u offset=64 (i32.add (local.get $scratch) (i32.shl (local.get $bit) (i32.const 1))))))
            (local.set $slots (i32.add (local.get $slots) (i32.const 4)))
            (local.set $bounds (i32.add (local.get $bounds) (i32.const 4)))
            (local.set $texts (i32.add (local.get $texts) (i32.const 4)))
            (local.set $left (i32.add (local.get $left) (i32.const 1)))
            (br_if $found
              (local.tee $half (i32.and (local.get $half) (i32.sub (local.get $half) (i32.const 1)))))))
        (local.set $bits (i32.add (local.get $bits) (i32.const 2)))
        (local.set $slot (i32.add (local.get $slot) (i32.const 16)))
        (local.set $worth (i32.add (local.get $worth) (i32.const 32)))
        (local.set $sums (i32.add (local.get $sums) (i32.const 64)))
        (local.set $sectors (i32.add (local.get $sectors) (i32.const 16)))
        (local.set $standing (i32.add (local.get $standing) (i32.const 16)))
        (br $halves)))
    (local.get $left)))
