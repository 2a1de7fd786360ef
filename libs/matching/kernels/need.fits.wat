;; Fits of a need and shares of a firm's skills from sums over the slots, four at once (need.sums.ts). Places are in bytes.
(module
  (import "env" "memory" (memory 0 65536 shared))

  ;; Of $count slots, a multiple of 32, those with a byte of $mark are worked out and their sums are cleared.
  ;; Sums (i32): $texts, $skills, $materials, $focus; the most a slot's own skills come to, $totals (i32). Bytes: $best skill, $makers, $mark.
  ;; Text is $texts by $textUnit, 255 at most. Tree is $skills and $materials by $treeUnit, where materials count up to
  ;; $materialWeight times $best and $materialMore. $fits has the fit by maker, tree and text. The share is $focus by $totals,
  ;; rounded up, 255 at most. Share and fit go to $worth (u16); bits of the fits of at least $floor and $relatedFloor to $met and $related.
  (func (export "fitSlots")
    (param $count i32) (param $texts i32) (param $skills i32) (param $materials i32) (param $focus i32) (param $totals i32)
    (param $best i32) (param $makers i32) (param $mark i32) (param $textUnit f64) (param $treeUnit f32)
    (param $materialWeight i32) (param $materialMore i32) (param $fits i32) (param $floor i32) (param $relatedFloor i32)
    (param $worth i32) (param $met i32) (param $related i32)
    (local $slot i32) (local $four i32) (local $marks i32) (local $at i32) (local $lane i32) (local $fit i32)
    (local $metWord i32) (local $relatedWord i32)
    (local $sum v128) (local $tu v128) (local $place v128) (local $share v128) (local $of v128) (local $zero v128) (local $limit v128)
    (local.set $tu (f64x2.splat (local.get $textUnit)))
    (block $done
      (loop $fours
        (br_if $done (i32.ge_u (local.get $slot) (local.get $count)))
        (local.set $marks (i32.load (i32.add (local.get $mark) (local.get $slot))))
        (if (local.get $marks)
          (then
            (local.set $four (i32.shl (local.get $slot) (i32.const 2)))
            ;; Text, in the place of the lowest byte.
            (local.set $sum (v128.load (local.tee $at (i32.add (local.get $texts) (local.get $four)))))
            (v128.store (local.get $at) (local.get $zero))
            (local.set $place
              (i32x4.min_s (i32x4.splat (i32.const 255))
                (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
                  (i32x4.trunc_sat_f64x2_s_zero
                    (f64x2.div (f64x2.convert_low_i32x4_s (local.get $sum)) (local.get $tu)))
                  (i32x4.trunc_sat_f64x2_s_zero
                    (f64x2.div
                      (f64x2.convert_low_i32x4_s
                        (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $sum) (local.get $sum)))
                      (local.get $tu))))))
            ;; Tree, in the place above.
            (local.set $limit
              (i32x4.add (i32x4.splat (local.get $materialMore))
                (i32x4.mul (i32x4.splat (local.get $materialWeight))
                  (i32x4.extend_low_i16x8_u
                    (i16x8.extend_low_i8x16_u
                      (v128.load32_zero (local.tee $at (i32.add (local.get $best) (local.get $slot)))))))))
            (i32.store (local.get $at) (i32.const 0))
            (local.set $sum
              (i32x4.min_s (local.get $limit)
                (v128.load (local.tee $at (i32.add (local.get $materials) (local.get $four))))))
            (v128.store (local.get $at) (local.get $zero))
            (local.set $sum
              (i32x4.add (local.get $sum)
                (v128.load (local.tee $at (i32.add (local.get $skills) (local.get $four))))))
            (v128.store (local.get $at) (local.get $zero))
            (local.set $place
              (v128.or (local.get $place)
                (i32x4.shl
                  (i32x4.trunc_sat_f32x4_s
                    (f32x4.div (f32x4.convert_i32x4_s (local.get $sum)) (f32x4.splat (local.get $treeUnit))))
                  (i32.const 8))))
            ;; Maker, above both.
            (local.set $place
              (v128.or (local.get $place)
                (i32x4.shl
                  (i32x4.extend_low_i16x8_u
                    (i16x8.extend_low_i8x16_u (v128.load32_zero (i32.add (local.get $makers) (local.get $slot)))))
                  (i32.const 16))))
            ;; Share of the firm's skills.
            (local.set $sum (v128.load (local.tee $at (i32.add (local.get $focus) (local.get $four)))))
            (v128.store (local.get $at) (local.get $zero))
            (local.set $of (v128.load (i32.add (local.get $totals) (local.get $four))))
            (local.set $share
              (v128.and
                (i32x4.gt_s (local.get $of) (local.get $zero))
                (i32x4.min_s (i32x4.splat (i32.const 255))
                  (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
                    (i32x4.trunc_sat_f64x2_s_zero
                      (f64x2.ceil
                        (f64x2.div
                          (f64x2.convert_low_i32x4_s (local.get $sum))
                          (f64x2.convert_low_i32x4_s (local.get $of)))))
                    (i32x4.trunc_sat_f64x2_s_zero
                      (f64x2.ceil
                        (f64x2.div
                          (f64x2.convert_low_i32x4_s
                            (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $sum) (local.get $sum)))
                          (f64x2.convert_low_i32x4_s
                            (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $of) (local.get $of))))))))))
            (i32.store (i32.add (local.get $mark) (local.get $slot)) (i32.const 0))
            (local.set $metWord (i32.const 0))
            (local.set $relatedWord (i32.const 0))
            (local.set $lane (i32.const 0))
            (local.set $at (i32.add (local.get $worth) (i32.shl (local.get $slot) (i32.const 1))))
            (loop $lanes
              (local.set $fit (i32.load8_u (i32.add (local.get $fits) (i32x4.extract_lane 0 (local.get $place)))))
              (if (i32.and (local.get $marks) (i32.const 1))
                (then
                  (i32.store16 (local.get $at)
                    (i32.or (local.get $fit) (i32.shl (i32x4.extract_lane 0 (local.get $share)) (i32.const 8))))
                  (local.set $metWord
                    (i32.or (local.get $metWord)
                      (i32.shl (i32.ge_u (local.get $fit) (local.get $floor)) (local.get $lane))))
                  (local.set $relatedWord
                    (i32.or (local.get $relatedWord)
                      (i32.shl (i32.ge_u (local.get $fit) (local.get $relatedFloor)) (local.get $lane))))))
              ;; The next lane comes to the place of the first.
              (local.set $place
                (i8x16.shuffle 4 5 6 7 8 9 10 11 12 13 14 15 0 1 2 3 (local.get $place) (local.get $place)))
              (local.set $share
                (i8x16.shuffle 4 5 6 7 8 9 10 11 12 13 14 15 0 1 2 3 (local.get $share) (local.get $share)))
              (local.set $marks (i32.shr_u (local.get $marks) (i32.const 8)))
              (local.set $at (i32.add (local.get $at) (i32.const 2)))
              (br_if $lanes (i32.lt_u (local.tee $lane (i32.add (local.get $lane) (i32.const 1))) (i32.const 4))))
            ;; Four of the bits of a word.
            (if (i32.or (local.get $metWord) (local.get $relatedWord))
              (then
                (local.set $at (i32.shl (i32.shr_u (local.get $slot) (i32.const 5)) (i32.const 2)))
                (local.set $lane (i32.and (local.get $slot) (i32.const 31)))
                (i32.store (i32.add (local.get $met) (local.get $at))
                  (i32.or (i32.load (i32.add (local.get $met) (local.get $at)))
                    (i32.shl (local.get $metWord) (local.get $lane))))
                (i32.store (i32.add (local.get $related) (local.get $at))
                  (i32.or (i32.load (i32.add (local.get $related) (local.get $at)))
                    (i32.shl (local.get $relatedWord) (local.get $lane))))))))
        (local.set $slot (i32.add (local.get $slot) (i32.const 4)))
        (br $fours))))
)
