/** Instances of LOTSIZELIB as printed in CSPLib problem 58 (asbestian/lot-sizing, MIT licence). */
export const PIGMENT_15A = {
  periods: 15,
  holding: 10,
  changeover: [
    [0, 105, 154, 130, 100],
    [146, 0, 135, 139, 167],
    [101, 183, 0, 193, 113],
    [188, 112, 111, 0, 103],
    [179, 117, 161, 124, 0],
  ],
  due: [
    [7, 13],
    [4, 11, 14],
    [6, 11, 13],
    [7, 10, 14],
    [8, 11, 14],
  ],
}
export const PIGMENT_20A = {
  periods: 20,
  holding: 10,
  changeover: [
    [0, 152, 121, 122, 124],
    [112, 0, 163, 188, 102],
    [121, 191, 0, 108, 137],
    [120, 133, 184, 0, 173],
    [184, 154, 166, 116, 0],
  ],
  due: [
    [11, 12, 16],
    [14, 17],
    [3, 5, 8, 12],
    [3, 8, 11, 18, 19],
    [9, 10, 17],
  ],
}
